using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.ServiceDefaults.Modules;
using Delivery.Workflows;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Delivery.WorkflowReplica;

/// <summary>
/// A process with nothing but the workflow runtime and its background services, on PostgreSQL. The broker and the module that answers are tables
/// beside it, at least once like the real ones: so that a test can kill processes by the dozen.
/// </summary>
internal sealed class Replica : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly IHost _host;

    private Replica(IHost host, NpgsqlDataSource database) => (_host, _database) = (host, database);

    /// <summary>Sends, sleeps, tells itself an event, hears it, has something done outside and another workflow run, takes a message that may have come long before, and sends again.</summary>
    private static WorkflowDefinition Definition { get; } = Elsa.Sequence(
        "order",
        Elsa.StartsWith("Orders.OrderPlaced"),
        Elsa.Asks("authorize"),
        Elsa.Delay("pause", "00:00:00.3"),
        Elsa.Publish("tell", "Ready", local: true),
        Elsa.Event("hear", "Ready"),
        Elsa.Intends("work"),
        Elsa.Activity(
            "Elsa.DispatchWorkflow", "run", ("workflowDefinitionId", Elsa.Literal("String", "side")), ("waitForCompletion", Elsa.Literal("Boolean", "true"))),
        Elsa.WaitsFor("Orders.CancellationRequested"),
        Elsa.Asks("capture", "00:10:00"));

    private static WorkflowDefinition Side { get; } = Elsa.Sequence("side", Elsa.Delay("pause", "00:00:00.1"), Elsa.Intends("work"));

    public static Replica Create(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Delivery"] = connectionString,
            // Never connected to, but with the bus in memory only one transaction at a time may write.
            ["Bus:RabbitMq"] = "amqp://guest:guest@127.0.0.1:1",
        });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddMetrics();
        builder.AddWorkflowRuntime(runtime => runtime
            .AddActivities(new AskActivity(), new IntendActivity(), new WaitActivity())
            .HandleIntents<Work>()
            .MapStimuli<TestStimuli>()
            .Take(MessageTypes.All.Where(type => type.IsAssignableTo(typeof(IOrderEvent))))
            .Configure(options =>
            {
                (options.MailboxSweepInterval, options.TimerPollInterval, options.IntentSweepInterval) = (Soon, Soon, Soon);
                (options.TimerLease, options.IntentLease) = (3 * Soon, 3 * Soon);
            }));
        RemoveTheBus(builder.Services);
        var database = NpgsqlDataSource.Create(connectionString);
        builder.Services.AddSingleton(database);
        return new Replica(builder.Build(), database);
    }

    public async Task SetUpAsync()
    {
        foreach (var setup in _host.Services.GetServices<IModuleSetup>().OrderBy(setup => setup.Order))
        {
            await setup.RunAsync(CancellationToken.None);
        }

        var definitions = _host.Services.GetRequiredService<WorkflowDefinitions>();
        foreach (var definition in new[] { Side, Definition })
        {
            await definitions.SaveDraftAsync(definition, CancellationToken.None);
            await definitions.PublishAsync(definition.DefinitionId, CancellationToken.None);
        }

        await TableBus.CreateAsync(_database);
    }

    public async Task RunAsync()
    {
        await _host.StartAsync();
        var bus = new TableBus(_database, _host.Services.GetRequiredService<WorkflowIntake>());
        // Until somebody kills it.
        await bus.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _host.Dispose();
    }

    private static void RemoveTheBus(IServiceCollection services)
    {
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            var assembly = (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Assembly;
            if (assembly != typeof(WorkflowRuntimeExtensions).Assembly)
            {
                services.Remove(service);
            }
        }
    }
}
