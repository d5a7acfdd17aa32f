using Delivery.Workflows.Runtime.Execution;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>Gives the store what is ready together: bursts that are computed while a commit is under way share the next one (R10).</summary>
internal sealed class GroupCommitter(WorkflowStore store, IOptions<WorkflowRuntimeOptions> options)
{
    private readonly Collector<CommitUnit, CommitResult> _units = new(
        store.CommitAsync, options.Value.CommitConcurrency, options.Value.MaxCommitSize);

    /// <summary>Only a cancelled call throws.</summary>
    public Task<CommitResult> CommitAsync(CommitUnit unit, CancellationToken cancellationToken) => _units.AskAsync(unit, cancellationToken);
}
