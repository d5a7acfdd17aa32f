namespace Delivery.Workflows;

/// <summary>An expression could not be evaluated; the message says why.</summary>
public class ExpressionException : Exception
{
    /// <summary>Creates it.</summary>
    public ExpressionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
