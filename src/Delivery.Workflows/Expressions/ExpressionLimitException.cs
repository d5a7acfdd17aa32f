namespace Delivery.Workflows;

/// <summary>A script or template went beyond a limit of <see cref="ExpressionLimits"/>.</summary>
public sealed class ExpressionLimitException : ExpressionException
{
    /// <summary>Creates it.</summary>
    public ExpressionLimitException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
