using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>Exceptions as data. Stack traces stay out: they differ between builds, and states must not.</summary>
internal static class ExceptionStates
{
    private const int MaxDepth = 5;

    public static ExceptionState From(Exception exception) => From(exception, MaxDepth);

    public static JsonObject JournalPayload(Exception exception)
    {
        var payload = new JsonObject { ["Exception"] = exception.GetType().Name, ["Message"] = exception.Message };
        if (exception is WorkflowFaultException fault)
        {
            payload["Data"] = new JsonObject { ["Code"] = fault.Code, ["Category"] = fault.Category, ["Type"] = fault.FaultType };
        }

        if (exception.InnerException is { } inner)
        {
            payload["InnerException"] = JsonValues.From(From(inner));
        }

        return payload;
    }

    private static ExceptionState From(Exception exception, int depth) => new(exception.GetType().Name, exception.Message)
    {
        InnerException = exception.InnerException is { } inner && depth > 1 ? From(inner, depth - 1) : null,
    };
}
