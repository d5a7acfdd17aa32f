namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Something that looks wrong in a definition.</summary>
/// <param name="DefinitionId">In which: the one that was checked, with the workflows that it uses inside.</param>
/// <param name="Activity">The node where it was found; null for the definition as a whole.</param>
/// <param name="Message">What it is.</param>
public sealed record DefinitionFinding(string DefinitionId, string? Activity, string Message)
{
    /// <summary>The activity and the definition that it stands in, by their names.</summary>
    public required string Where { get; init; }

    internal static DefinitionFinding Of(string definitionId, DefinitionProblem problem) =>
        new(definitionId, problem.ActivityNodeId, problem.Message) { Where = problem.Where };

    /// <inheritdoc />
    public override string ToString() => $"{Where}: {Message}";
}
