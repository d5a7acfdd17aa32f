using Delivery.ServiceDefaults.Problems;

namespace Delivery.Status;

/// <summary>The kinds of errors of this module. Their slugs are published: they never change.</summary>
internal static class StatusProblems
{
    public static readonly ProblemType OrderNotFound = new("order-not-found", 404, "There is no such order.");
    public static readonly ProblemType NotYours = new("not-yours", 403, "These orders are not yours.");
    public static readonly ProblemType InvalidFilter = new("invalid-filter", 400, "The filter is not valid.");
    public static readonly ProblemType InvalidEventId = new("invalid-last-event-id", 400, "The Last-Event-ID is not valid.");
    public static readonly ProblemType TooManyStreams = new("too-many-streams", 503, "Too many streams are open.");
    public static readonly ProblemType RebuildRunning = new("rebuild-running", 409, "A rebuild is under way.");
    public static readonly ProblemType NoRebuild = new("no-rebuild", 404, "There has been no rebuild.");
}
