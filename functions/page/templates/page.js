{
  const found = (selector) => document.querySelector(selector);
  const [copy, send, address] = [found("#copy"), found("#send"), found(".address")];
  const url = address.textContent;
  const say = () => (found("[role=status]").textContent = copy.dataset.done);
  const select = () => getSelection().selectAllChildren(address);
  copy.onclick = () => navigator.clipboard.writeText(url).then(say, select);
  send.onclick = () => navigator.share({ title: document.title, url }).catch(() => {}); // closed again
  copy.parentElement.hidden = !navigator.clipboard;
  send.parentElement.hidden = !navigator.share;
}
