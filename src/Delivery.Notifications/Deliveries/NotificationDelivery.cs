namespace Delivery.Notifications.Deliveries;

/// <summary>One piece of news for one subscription, and what became of it.</summary>
internal sealed class NotificationDelivery
{
    /// <summary>Given by the database.</summary>
    public long DeliveryId { get; init; }

    /// <summary>What the subscriber recognizes a repetition by.</summary>
    public required string EventId { get; init; }

    public required string SubscriptionId { get; init; }

    public required string Endpoint { get; init; }

    public required string OrderId { get; init; }

    public required string EventType { get; init; }

    /// <summary>Of the status change; null for a notice.</summary>
    public int? Version { get; init; }

    /// <summary>JSON, sent and signed as it is.</summary>
    public required string Body { get; init; }

    /// <summary>W3C trace context of what is told.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryState State { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often in a row since the beginning or the last replay: what the pause grows by.</summary>
    public int Failures { get; private set; }

    /// <summary>When it is tried next; while a replica has it, when it is free again.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>After this instant a failure is the last.</summary>
    public required DateTimeOffset GiveUpAt { get; set; }

    /// <summary>The claim that may write down the result; also the concurrency token.</summary>
    public Guid Lease { get; private set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastError { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public void Claim(Guid lease, DateTimeOffset until)
    {
        Lease = lease;
        DueAt = until;
    }

    public void Succeed(DateTimeOffset now)
    {
        Attempts++;
        State = DeliveryState.Delivered;
        DeliveredAt = now;
        LastError = null;
    }

    /// <summary>Tries again after a pause, or gives up when it has been tried for long enough.</summary>
    public void Fail(string error, TimeSpan pause, DateTimeOffset now)
    {
        Attempts++;
        Failures++;
        LastError = error;
        DueAt = now + pause;
        State = DueAt > GiveUpAt ? DeliveryState.Failed : DeliveryState.Pending;
    }

    /// <summary>The subscription has ended.</summary>
    public void Cancel() => State = DeliveryState.Cancelled;

    public void Replay(DateTimeOffset now, DateTimeOffset giveUpAt)
    {
        State = DeliveryState.Pending;
        Failures = 0;
        DueAt = now;
        GiveUpAt = giveUpAt;
        DeliveredAt = null;
    }
}
