import { Navigate, useLocation, useParams } from 'react-router';

/** Links to issues in messages and scripts, `/issue/{taskId}?issue={issueId}`, lead to the editor. */
export function IssueLink() {
  const { taskId = '' } = useParams();
  const { search } = useLocation();
  return <Navigate to={`/tasks/${taskId}${search}`} replace />;
}
