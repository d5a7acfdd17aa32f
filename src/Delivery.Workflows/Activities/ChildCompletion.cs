namespace Delivery.Workflows;

/// <summary>How a child ended.</summary>
public sealed class ChildCompletion
{
    internal ChildCompletion()
    {
    }

    /// <summary>The child's activity id.</summary>
    public string ActivityId => throw new NotImplementedException();

    /// <summary>The child's execution.</summary>
    public string ActivityInstanceId => throw new NotImplementedException();

    /// <summary>The explicit outcomes, or null for the default one.</summary>
    public IReadOnlyList<string>? Outcomes => throw new NotImplementedException();
}
