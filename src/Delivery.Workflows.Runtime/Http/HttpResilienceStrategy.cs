using System.Text.Json.Nodes;
using Polly;

namespace Delivery.Workflows.Runtime.Http;

/// <summary>How a request is sent again that met a timeout, a connection error or a status that says to come later (408, 429, 5xx).</summary>
public sealed class HttpResilienceStrategy
{
    /// <summary>By which activities name it.</summary>
    public string Id { get; set; } = "";

    /// <summary>What people read.</summary>
    public string? DisplayName { get; set; }

    /// <summary>How often it is sent again at most; default 3.</summary>
    public int MaxRetryAttempts { get; set; } = 3;

    /// <summary>Whether the pauses vary by chance; default no.</summary>
    public bool UseJitter { get; set; }

    /// <summary>The first pause; default 1 second.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How the pauses grow; default exponentially.</summary>
    public DelayBackoffType BackoffType { get; set; } = DelayBackoffType.Exponential;

    internal JsonObject ToJson() => new()
    {
        ["$type"] = nameof(HttpResilienceStrategy),
        ["id"] = Id,
        ["displayName"] = DisplayName,
        ["maxRetryAttempts"] = MaxRetryAttempts,
        ["useJitter"] = UseJitter,
        ["delay"] = Delay.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
        ["backoffType"] = BackoffType.ToString(),
    };
}
