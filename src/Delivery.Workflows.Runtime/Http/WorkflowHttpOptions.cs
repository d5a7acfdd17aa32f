namespace Delivery.Workflows.Runtime.Http;

/// <summary>What workflows may do over HTTP. Bound to the configuration section <c>Workflows:Http</c>.</summary>
public sealed class WorkflowHttpOptions
{
    /// <summary>
    /// Whether workflows may send requests to loopback, private and link-local addresses, where a cloud's metadata and this platform's own
    /// services are; default false. Who may edit workflows could reach all of that.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long an answer may take, each attempt by itself; default 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer in bytes; default 1 MiB. What is larger faults the activity.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>How many redirections a GET or HEAD follows; default 5. Other methods follow none.</summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>Under which path workflows are called; default <c>workflows</c>.</summary>
    public string BasePath { get; set; } = "workflows";

    /// <summary>
    /// Whether endpoints that ask for no authorization are open to anybody; default false: then they ask for a known caller all the same.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>The largest request in bytes; default 256 KiB. An endpoint may take less, not more.</summary>
    public long MaxRequestBytes { get; set; } = 256 * 1024;

    /// <summary>How long a request waits for its answer when its endpoint does not say; default 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request that is repeated with its <c>Idempotency-Key</c> gets the same answer; default 1 hour.</summary>
    public TimeSpan KeepAnswersFor { get; set; } = TimeSpan.FromHours(1);
}
