namespace Delivery.Messaging.Relay;

/// <summary>In memory: an outbox row of which something is under way.</summary>
internal sealed class PendingRow(long sequence, IEnumerable<string> endpoints)
{
    private readonly SortedSet<string> _endpoints = new(endpoints, StringComparer.Ordinal);

    public long Sequence { get; } = sequence;

    /// <summary>How many endpoints have it under way.</summary>
    public int UnderWay { get; set; }

    /// <summary>True when every endpoint has acknowledged.</summary>
    public bool IsDone => _endpoints.Count == 0;

    /// <summary>As the row stores it.</summary>
    public string Endpoints => string.Join(',', _endpoints);

    public bool IsFor(string endpoint) => _endpoints.Contains(endpoint);

    public void Acknowledge(string endpoint) => _endpoints.Remove(endpoint);
}
