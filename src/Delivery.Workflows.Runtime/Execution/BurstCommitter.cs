using System.Runtime.ExceptionServices;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Telemetry;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Computes first and commits then, again and again until no race is lost.</summary>
internal sealed class BurstCommitter(GroupCommitter commits)
{
    /// <summary>Whoever wins a race makes progress, so that this many losses in a row mean a defect, not bad luck.</summary>
    private const int MaxLosses = 20;

    /// <summary>Null when there was nothing to do.</summary>
    /// <param name="plan">Reads and computes; it runs again after a lost race.</param>
    /// <param name="cancellationToken">Ends it, before or after a commit.</param>
    public async Task<CommitResult?> RunAsync(Func<CancellationToken, Task<CommitUnit?>> plan, CancellationToken cancellationToken)
    {
        for (var losses = 0; ; losses++)
        {
            using var unit = await plan(cancellationToken);
            if (unit is null)
            {
                return null;
            }

            var result = await commits.CommitAsync(unit, cancellationToken);
            WorkflowTelemetry.Committed(unit, result);
            if (result.Error is { } error)
            {
                ExceptionDispatchInfo.Throw(error);
            }

            if (result.Outcome != CommitOutcome.Lost)
            {
                return result;
            }

            if (losses == MaxLosses)
            {
                throw new InvalidOperationException($"A burst was computed {MaxLosses + 1} times and never found what it was computed from unchanged.");
            }
        }
    }
}
