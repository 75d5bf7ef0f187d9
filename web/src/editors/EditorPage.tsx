/** The labeling editor of one task; opens by the address `/tasks/:taskId`. */
export default function EditorPage() {
  return null;
}
