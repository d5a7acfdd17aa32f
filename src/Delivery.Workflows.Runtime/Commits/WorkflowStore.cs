namespace Delivery.Workflows.Runtime.Commits;

/// <summary>
/// Commits bursts: state, bookmarks, timers, journal, outbox, inbox and mailbox in one transaction (R10). It takes a list, so that many can
/// share a transaction; each unit is guarded by itself and drops out by itself.
/// </summary>
internal sealed class WorkflowStore(EntityStore entities, GroupStore groups)
{
    /// <summary>Answers for each unit, in order. Only a cancelled call throws.</summary>
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        if (units.All(groups.Takes))
        {
            return await groups.CommitAsync(units, cancellationToken);
        }

        CommitUnit[] rare = [.. units.Where(unit => !groups.Takes(unit))];
        CommitUnit[] common = [.. units.Where(groups.Takes)];
        var results = new Dictionary<CommitUnit, CommitResult>();
        foreach (var (unit, result) in common.Zip(await CommitCommonAsync(common, cancellationToken)))
        {
            results[unit] = result;
        }

        foreach (var (unit, result) in rare.Zip(await entities.CommitAsync(rare, cancellationToken)))
        {
            results[unit] = result;
        }

        return [.. units.Select(unit => results[unit])];
    }

    private async Task<IReadOnlyList<CommitResult>> CommitCommonAsync(CommitUnit[] units, CancellationToken cancellationToken) =>
        units.Length == 0 ? [] : await groups.CommitAsync(units, cancellationToken);
}
