namespace Delivery.Workflows;

/// <summary>Everything an instance remembers between bursts. The engine never changes one it was given: a burst brings a new one.</summary>
public sealed class InstanceState
{
    internal InstanceState()
    {
    }

    /// <summary>The instance.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>The definition it runs.</summary>
    public string DefinitionId { get; internal set; } = "";

    /// <summary>The version's number.</summary>
    public int DefinitionVersion { get; internal set; }

    /// <summary>The version's id.</summary>
    public string DefinitionVersionId { get; internal set; } = "";

    /// <summary>The bundle it started with.</summary>
    public string BundleHash { get; internal set; } = "";

    /// <summary>What it belongs to.</summary>
    public string? CorrelationId { get; internal set; }

    /// <summary>For people.</summary>
    public string? Name { get; internal set; }

    /// <summary>Whether it can still go on.</summary>
    public WorkflowStatus Status { get; internal set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; }

    /// <summary>Where it waits; empty when finished.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => throw new NotImplementedException();

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<Incident> Incidents => throw new NotImplementedException();

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; internal set; }

    /// <summary>The latest burst.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>When it finished.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>JSON with a format version.</summary>
    public byte[] Serialize() => throw new NotImplementedException();

    /// <summary>Reads what <see cref="Serialize"/> of this or an earlier version of the engine wrote.</summary>
    public static InstanceState Deserialize(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}
