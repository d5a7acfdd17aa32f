using Delivery.Workflows.Runtime.Tasks;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Does what the test says.</summary>
internal sealed class TestDispatcher(Func<WorkflowTask, CancellationToken, Task> dispatch) : ITaskDispatcher
{
    public Task DispatchAsync(WorkflowTask task, CancellationToken cancellationToken) => dispatch(task, cancellationToken);
}
