namespace Delivery.Workflows;

/// <summary>A document is not a usable workflow definition; the message says where and why.</summary>
public sealed class WorkflowDefinitionException : Exception
{
    /// <summary>Creates it.</summary>
    public WorkflowDefinitionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
