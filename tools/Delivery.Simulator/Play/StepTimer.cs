namespace Delivery.Simulator.Play;

/// <summary>Measures from a call to the next visible status, provided that the call was accepted.</summary>
internal sealed class StepTimer(long started)
{
    public long Started => started;

    /// <summary>When the next status was seen; null before.</summary>
    public long? Seen { get; set; }

    public bool Accepted { get; set; }

    public bool IsRecorded { get; set; }
}
