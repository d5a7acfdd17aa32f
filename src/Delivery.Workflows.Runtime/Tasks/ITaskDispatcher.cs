namespace Delivery.Workflows.Runtime.Tasks;

/// <summary>Takes the tasks that <c>RunTask</c> activities hand out. Whoever has done one says so by <see cref="WorkflowTasks.CompleteAsync"/>.</summary>
/// <remarks>
/// A task is handed out after the commit of the burst that wants it, and at least once: take <see cref="WorkflowTask.Id"/> for the idempotency
/// key. An exception means that it is handed out again later; after the last attempt the activity faults.
/// </remarks>
public interface ITaskDispatcher
{
    /// <summary>Takes one task; returning means that it is in safe hands, not that it is done.</summary>
    Task DispatchAsync(WorkflowTask task, CancellationToken cancellationToken);
}
