using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows;

/// <summary>How a child ended.</summary>
public sealed class ChildCompletion
{
    internal ChildCompletion(ActivityExecution child, IReadOnlyList<string>? outcomes)
    {
        Child = child;
        Outcomes = outcomes;
    }

    /// <summary>The child's activity id.</summary>
    public string ActivityId => Child.Node.Id;

    /// <summary>The child's execution.</summary>
    public string ActivityInstanceId => Child.Id;

    /// <summary>The explicit outcomes, or null for the default one.</summary>
    public IReadOnlyList<string>? Outcomes { get; }

    internal ActivityExecution Child { get; }

    internal Node Node => Child.Node;
}
