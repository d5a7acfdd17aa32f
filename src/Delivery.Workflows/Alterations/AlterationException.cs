namespace Delivery.Workflows;

/// <summary>Alterations cannot be made; nothing of the instance has changed.</summary>
public sealed class AlterationException : Exception
{
    /// <summary>Creates it.</summary>
    public AlterationException(IReadOnlyList<AlterationProblem> problems)
        : base(string.Join(" ", (problems ?? []).Select(problem => problem.ActivityNodeId is null ? problem.Message : $"{problem.ActivityNodeId}: {problem.Message}")))
    {
        Problems = problems ?? [];
    }

    internal AlterationException(string? nodeId, string message)
        : this([new AlterationProblem(nodeId, message)])
    {
    }

    /// <summary>Everything that is in the way, as far as it could be seen.</summary>
    public IReadOnlyList<AlterationProblem> Problems { get; }
}
