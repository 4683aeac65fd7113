"""What surrounds the functions: the local stack, the deployment, the operator's commands."""
