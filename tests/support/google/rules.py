"""What Google documents and no message says: roles, quotas of a young project, limits."""

KNOWN_ROLES = {
    "roles/aiplatform.user",
    "roles/artifactregistry.admin",
    "roles/bigquery.dataEditor",
    "roles/datastore.user",
    "roles/datastore.viewer",
    "roles/firebaseauth.viewer",
    "roles/iam.serviceAccountTokenCreator",
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityUser",
    "roles/pubsub.publisher",
    "roles/pubsub.subscriber",
    "roles/run.admin",
    "roles/run.builder",
    "roles/run.invoker",
    "roles/run.sourceDeveloper",
    "roles/secretmanager.secretAccessor",
    "roles/secretmanager.viewer",
    "roles/serviceusage.serviceUsageConsumer",
    "roles/storage.objectCreator",
    "roles/storage.objectUser",
    "roles/storage.objectViewer",
}
"""Predefined roles; another is a typing mistake until it was looked up and added."""

YOUNG_PROJECT_CPU = 20
YOUNG_PROJECT_MEMORY_GIB = 40
"""CpuAllocPerProjectRegion and MemAllocPerProjectRegion of Cloud Run in a new project."""

MAX_APIS_A_CALL = 20
