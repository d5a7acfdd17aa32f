using Delivery.Workflows.Runtime.Http;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tasks;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>How a runtime under test is set up.</summary>
internal sealed record RuntimeHostOptions
{
    public required FakeTimeProvider Time { get; init; }

    /// <summary>Of the SQLite file.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>PostgreSQL; null for SQLite.</summary>
    public string? ConnectionString { get; init; }

    public bool RunHostedServices { get; init; }

    /// <summary>What <see cref="ProbeActivity"/> does.</summary>
    public Action<ActivityContext> Probe { get; init; } = _ => { };

    /// <summary>What the handler of <see cref="IntendActivity"/> does; null for a host without one.</summary>
    public Func<IntentCall, CancellationToken, Task<IntentOutcome>>? Intend { get; init; }

    public Action<WorkflowHttpOptions> Http { get; init; } = _ => { };

    /// <summary>What takes tasks; null for a host without a dispatcher.</summary>
    public Func<WorkflowTask, CancellationToken, Task>? Dispatch { get; init; }

    /// <summary>Looks on while the runtime speaks to the database, except where bursts are committed in groups.</summary>
    public IInterceptor? Interceptor { get; init; }

    public Action<WorkflowRuntimeOptions> Configure { get; init; } = _ => { };
}
