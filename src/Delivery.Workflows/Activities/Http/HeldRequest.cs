using System.Text.RegularExpressions;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>
/// The HTTP request that waits for an answer of the instance. It waits while work goes on that the host does for the instance; once the
/// instance ends, or waits for something else, it has waited long enough.
/// </summary>
internal static class HeldRequest
{
    private const string Property = "Http:HeldRequest";

    private static readonly string[] Timeouts =
        [nameof(TimeoutException), nameof(RegexMatchTimeoutException), nameof(OperationCanceledException), nameof(TaskCanceledException)];

    public static void Hold(InstanceRun run, string requestId)
    {
        Release(run, []);
        run.Properties[Property] = JsonValues.From(requestId);
    }

    /// <summary>Gives the request to whoever answers it; null when none waits.</summary>
    public static string? Take(InstanceRun run) =>
        run.Properties.Remove(Property, out var id) ? JsonValues.TextOrNull(id) : null;

    /// <summary>An instance that has nothing to say answers with nothing.</summary>
    /// <param name="run">The instance.</param>
    /// <param name="incidents">What went wrong while the request was held.</param>
    public static void Release(InstanceRun run, IReadOnlyList<Incident> incidents)
    {
        if (Take(run) is { } requestId)
        {
            run.AddEffect(new HttpReply(requestId, incidents.Count == 0 ? 200 : incidents.Any(incident => IsTimeout(incident.Exception)) ? 408 : 500));
        }
    }

    private static bool IsTimeout(ExceptionState? exception) =>
        exception is not null && (Timeouts.Contains(exception.Type) || IsTimeout(exception.InnerException));
}
