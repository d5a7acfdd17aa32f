using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.ServiceDefaults.Modules;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.References;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Files;
using Delivery.Workflows.Runtime.Http;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Search;
using Delivery.Workflows.Runtime.Schedules;
using Delivery.Workflows.Runtime.Retention;
using Delivery.Workflows.Runtime.Tasks;
using Delivery.Workflows.Runtime.Telemetry;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime;

/// <summary>Registers the runtime.</summary>
public static class WorkflowRuntimeExtensions
{
    /// <summary>Adds the engine, its database, its endpoint on the bus and its services. Once per process.</summary>
    public static void AddWorkflowRuntime(this IHostApplicationBuilder builder, Action<WorkflowRuntimeBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<WorkflowRuntimeOptions>().BindConfiguration("Workflows");
        var runtime = new WorkflowRuntimeBuilder(builder.Services);
        configure(runtime);
        builder.AddModuleDatabase<WorkflowsDbContext, WorkflowsSqliteDbContext, WorkflowsPostgresDbContext>(WorkflowRuntime.Module);
        builder.AddModuleMessaging<WorkflowsDbContext>(
            WorkflowRuntime.Endpoint, messaging => messaging.Take<WorkflowIntake>(runtime.MessageTypes));
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(WorkflowTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(WorkflowTelemetry.Name));
        AddEngine(builder.Services, runtime);
        AddDefinitions(builder.Services);
        AddExecution(builder.Services);
        AddTimersAndMailbox(builder.Services);
        AddSearch(builder.Services);
        AddIntents(builder.Services);
        AddHttp(builder.Services);
    }

    private static void AddEngine(IServiceCollection services, WorkflowRuntimeBuilder runtime)
    {
        services.AddSingleton(provider =>
        {
            var catalog = new ActivityCatalog();
            foreach (var activity in runtime.Activities.SelectMany(create => create(provider)))
            {
                catalog.Add(activity);
            }

            runtime.Converters.ForEach(converter => catalog.Add(converter));
            foreach (var rule in provider.GetServices<IDefinitionRule>())
            {
                catalog.Add(rule);
            }

            return catalog;
        });
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WorkflowRuntimeOptions>>().Value.Engine);
        services.AddSingleton<WorkflowEngine>();
    }

    private static void AddDefinitions(IServiceCollection services)
    {
        services.AddSingleton<TriggerWriter>();
        services.AddSingleton<BundlePublisher>();
        services.AddSingleton<DefinitionImporter>();
        services.AddSingleton<DefinitionUses>();
        services.AddSingleton<IModuleSetup, ImportDefinitions>();
        services.AddSingleton(provider => new DefinitionFiles(
            provider.GetRequiredService<Transactions<WorkflowsDbContext>>(), provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton(provider => new WorkflowDefinitions(
            provider.GetRequiredService<Transactions<WorkflowsDbContext>>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<BundlePublisher>(),
            provider.GetRequiredService<DefinitionUses>()));
        services.AddSingleton(provider => new ReferenceUpdater(
            provider.GetRequiredService<WorkflowDefinitions>(),
            provider.GetRequiredService<Transactions<WorkflowsDbContext>>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<BundlePublisher>()));
    }

    private static void AddExecution(IServiceCollection services)
    {
        services.AddSingleton<BundleCache>();
        services.AddSingleton<BurstPreparer>();
        services.AddSingleton<BurstRunner>();
        services.AddSingleton<BurstCommitter>();
        services.AddSingleton<InstanceReader>();
        services.AddSingleton<InstanceCommands>();
        services.AddSingleton<TargetBundles>();
        services.AddSingleton<InstanceAlterer>();
        services.AddSingleton<AlterationSignal>();
        services.AddSingleton<AlterationStore>();
        services.AddSingleton<AlterationWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<AlterationWorker>());
        services.AddSingleton(provider => new WorkflowAlterations(
            provider.GetRequiredService<InstanceAlterer>(),
            provider.GetRequiredService<Transactions<WorkflowsDbContext>>(),
            provider.GetRequiredService<AlterationSignal>(),
            provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<BundleRetention>();
        services.AddSingleton<WorkflowRetention>();
        services.AddSingleton<IRetention<WorkflowsDbContext>>(provider => provider.GetRequiredService<WorkflowRetention>());
        services.AddSingleton<KeyedLocks>();
        services.AddSingleton<EventFanOut>();
        services.AddSingleton<ParentMail>();
        services.AddSingleton<TakerReader>();
        services.AddSingleton<StimulusPlanner>();
        services.AddSingleton<StimulusDelivery>();
        services.AddSingleton<EntityStore>();
        services.AddSingleton<GroupStore>();
        services.AddSingleton<WorkflowStore>();
        services.AddSingleton<GroupCommitter>();
        services.AddSingleton(provider => new WorkflowInstances(
            provider.GetRequiredService<InstanceCommands>(), provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton(provider => new WorkflowTasks(
            provider.GetRequiredService<Transactions<WorkflowsDbContext>>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<StimulusDelivery>(),
            provider.GetRequiredService<IOptions<WorkflowRuntimeOptions>>()));
    }

    private static void AddIntents(IServiceCollection services)
    {
        services.AddSingleton<IIntentHandler, BackgroundRunner>();
        services.AddSingleton<IIntentHandler, ChildStarter>();
        services.AddSingleton<IIntentHandler, ChildCanceller>();
        services.AddSingleton<IIntentHandler, InstanceCanceller>();
        services.AddSingleton<ChildCommands>();
        services.AddSingleton<IntentSignal>();
        services.AddSingleton<IntentHandlers>();
        services.AddSingleton<IntentStore>();
        services.AddSingleton<IntentDelivery>();
        services.AddSingleton<IntentWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<IntentWorker>());
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.AddOptions<WorkflowHttpOptions>().BindConfiguration("Workflows:Http");
        services.AddOptions<ResilienceOptions>().BindConfiguration("Resilience");
        services.AddSingleton<ResilienceStrategies>();
        services.AddSingleton<HttpSender>();
        services.AddSingleton<IIntentHandler, HttpSendHandler>();
        services.AddSingleton<HeldRequests>();
        services.AddSingleton<EndpointRoutes>();
        services.AddSingleton<RequestIntake>();
        services.AddSingleton<WorkflowEndpointHandler>();
        services.AddSingleton<RequestRetention>();
        services.AddSingleton<IRetention<WorkflowsDbContext>>(provider => provider.GetRequiredService<RequestRetention>());
    }

    private static void AddSearch(IServiceCollection services)
    {
        services.AddSingleton(provider => new DefinitionSearch(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton(provider => new DefinitionAudit(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton(provider => new InstanceSearch(provider.GetRequiredService<IServiceScopeFactory>()));
    }

    private static void AddTimersAndMailbox(IServiceCollection services)
    {
        services.AddSingleton<MailboxSignal>();
        services.AddSingleton<MailboxReader>();
        services.AddSingleton<MailFailures>();
        services.AddSingleton<TimerSignal>();
        services.AddSingleton<TimerStore>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<ScheduleFirer>();
        services.AddSingleton<MailboxService>();
        services.AddSingleton<TimerService>();
        services.AddHostedService(provider => provider.GetRequiredService<MailboxService>());
        services.AddHostedService(provider => provider.GetRequiredService<TimerService>());
    }
}
