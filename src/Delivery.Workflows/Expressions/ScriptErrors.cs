using Jint.Runtime;

namespace Delivery.Workflows.Expressions;

/// <summary>Says in words of ours, the same on every run, what went wrong in a script.</summary>
internal static class ScriptErrors
{
    public static ExpressionException? Translate(Exception exception, ExpressionLimits limits) => exception switch
    {
        ExpressionException => null,
        StatementsCountOverflowException => Limit($"The script ran more than {limits.MaxStatements} statements.", exception),
        MemoryLimitExceededException => Limit($"The script used more than {limits.MaxMemory} bytes of memory, or an array of more than {limits.MaxArrayLength} elements.", exception),
        RecursionDepthOverflowException => Limit($"The script called itself more than {limits.MaxRecursion} times deep.", exception),
        System.Text.RegularExpressions.RegexMatchTimeoutException => Limit($"A regular expression ran longer than {limits.Timeout}.", exception),
        TimeoutException => Limit($"The script ran longer than {limits.Timeout}.", exception),
        JavaScriptException script => new ExpressionException($"The script failed: {script.Message}{Place(script)}"),
        PromiseRejectedException rejected => new ExpressionException($"The script failed: {rejected.RejectedValue}"),
        Jint.JintException other => new ExpressionException($"The script failed: {other.Message}", other),
        _ => null,
    };

    private static ExpressionLimitException Limit(string message, Exception exception) => new(message, exception);

    private static string Place(JavaScriptException exception) => exception.Location.Start.Line > 0 ? $" (line {exception.Location.Start.Line})" : "";
}
