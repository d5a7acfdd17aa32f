using System.ComponentModel.DataAnnotations;

namespace Delivery.Status;

/// <summary>From <c>Status</c>.</summary>
internal sealed class StatusOptions
{
    /// <summary>How many streams one process serves at once. Default 1000.</summary>
    [Range(1, 100_000)]
    public int MaxStreams { get; set; } = 1000;

    /// <summary>How long a stream stays open: its client comes again, with a token that is still valid. Default 30 minutes.</summary>
    public TimeSpan StreamDuration { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often a silent stream shows that it is alive. Default 15 seconds.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a request for an order waits that has just been placed and is not here yet. Default 10 seconds: the first order after a cold
    /// start of every process takes several.
    /// </summary>
    public TimeSpan YoungOrderWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its placing an order may be on its way to the projection. Default 1 minute.</summary>
    public TimeSpan YoungOrderAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the events and the changes of an order are kept after it has ended. Its view and its last change stay for ever: it is found and
    /// listed as before, only its history shrinks to its end. Default 90 days.
    /// </summary>
    /// <remarks>
    /// A stream that resumes at an event that is gone is told the last change of every order since, which is all it needs to be right again. A
    /// rebuild leaves a view alone whose events are gone.
    /// </remarks>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan HistoryRetention { get; set; } = TimeSpan.FromDays(90);
}
