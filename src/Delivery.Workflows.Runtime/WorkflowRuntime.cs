namespace Delivery.Workflows.Runtime;

/// <summary>The runtime's names.</summary>
public static class WorkflowRuntime
{
    /// <summary>Of its schema on PostgreSQL and its file on SQLite.</summary>
    public const string Module = "workflows";

    /// <summary>Of its endpoint on the bus, and of its rows in the inbox.</summary>
    public const string Endpoint = "workflows";
}
