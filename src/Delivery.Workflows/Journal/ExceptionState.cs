namespace Delivery.Workflows;

/// <summary>An exception as it is stored.</summary>
/// <param name="Type">The exception type's name.</param>
/// <param name="Message">Its message.</param>
public sealed record ExceptionState(string Type, string Message)
{
    /// <summary>What caused it.</summary>
    public ExceptionState? InnerException { get; init; }
}
