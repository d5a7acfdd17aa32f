using System.Globalization;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Bus;
using Delivery.ServiceDefaults.Modules;
using Delivery.Workflows;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Benchmarks.Engine;

/// <summary>The runtime as a process hosts it, without its background services: what it sends stays in the outbox, as the floor's does.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly WorkflowIntake _intake;
    private string _bundleHash = "";

    private EngineHost(IHost host)
    {
        _host = host;
        _intake = host.Services.GetRequiredService<WorkflowIntake>();
    }

    public static async Task<EngineHost> StartAsync(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Delivery"] = connectionString,
            // Never connected to, but with the bus in memory only one transaction at a time may write.
            ["Bus:RabbitMq"] = "amqp://guest:guest@127.0.0.1:1",
        });
        // For trying options out, for example Workflows__CommitConcurrency=1.
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.AddWorkflowRuntime(runtime => runtime
            .AddActivities(new AskActivity())
            .MapStimuli<OrderStimuli>()
            .Take(MessageTypes.All.Where(type => type.IsAssignableTo(typeof(IOrderEvent)))));
        var host = builder.Build();
        foreach (var setup in host.Services.GetServices<IModuleSetup>().OrderBy(setup => setup.Order))
        {
            await setup.RunAsync(CancellationToken.None);
        }

        var engine = new EngineHost(host);
        await engine.PublishAsync(OrderWorkflow.Definition);
        return engine;
    }

    public WorkflowRuntimeOptions Options => _host.Services.GetRequiredService<IOptions<WorkflowRuntimeOptions>>().Value;

    /// <summary>Takes a message as the endpoint does, and returns when it is committed.</summary>
    public Task TakeAsync(IMessage message) =>
        _intake.TakeAsync(new ReceivedMessage(WorkflowRuntime.Endpoint, Guid.CreateVersion7(), message), CancellationToken.None);

    /// <summary>How many orders there are, and how many of them have gone through all their steps.</summary>
    public async Task<(int All, int Finished)> CountAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var orders = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>().Instances
            .Where(instance => instance.DefinitionId == OrderWorkflow.Definition.DefinitionId);
        return (
            await orders.CountAsync(),
            await orders.CountAsync(instance => instance.SubStatus == WorkflowSubStatus.Finished && instance.Revision == OrderWorkflow.Resumes + 1));
    }

    /// <summary>What one order stores, burst by burst, without storing it.</summary>
    public async Task<IReadOnlyList<PreparedBurst>> ComputeAsync(string orderId)
    {
        var runner = _host.Services.GetRequiredService<BurstRunner>();
        var messages = OrderWorkflow.Messages(orderId).Select(message => new OrderStimuli().Map(message)!).ToArray();
        var start = new StartInstance
        {
            InstanceId = "wfi_" + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture),
            CorrelationId = orderId,
            TriggerActivityId = "start",
            TriggerInput = messages[0].Input,
        };
        var burst = await runner.StartAsync(_bundleHash, start, default, traceParent: null, CancellationToken.None);
        List<PreparedBurst> bursts = [burst];
        foreach (var message in messages[1..])
        {
            var state = burst.Burst.State;
            var instance = new LoadedInstance(state.Id, burst.BaseRevision + 1, state.CorrelationId, state.BundleHash, burst.State);
            var resumption = new BookmarkResumption { BookmarkId = state.Bookmarks.Single().Id, Input = message.Input };
            bursts.Add(burst = await runner.ResumeAsync(instance, resumption, traceParent: null, CancellationToken.None));
        }

        return bursts;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    private async Task PublishAsync(WorkflowDefinition definition)
    {
        var definitions = _host.Services.GetRequiredService<WorkflowDefinitions>();
        await definitions.SaveDraftAsync(definition, CancellationToken.None);
        _bundleHash = (await definitions.PublishAsync(definition.DefinitionId, CancellationToken.None)).Version.BundleHash!;
    }
}
