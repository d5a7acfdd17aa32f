namespace Delivery.Workflows;

/// <summary>An input or output of a workflow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The type's alias, with <c>[]</c> when it is an array.</param>
public sealed record WorkflowArgument(string Name, string TypeName)
{
    /// <summary>What people read.</summary>
    public string? DisplayName { get; init; }

    /// <summary>One sentence.</summary>
    public string? Description { get; init; }

    /// <summary>The designer's group.</summary>
    public string? Category { get; init; }

    /// <summary>The designer's editor.</summary>
    public string? UIHint { get; init; }
}
