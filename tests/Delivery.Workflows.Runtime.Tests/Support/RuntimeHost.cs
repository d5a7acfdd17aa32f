using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Modules;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing.Harness;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Tasks;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>One runtime; several may share a database and a clock. Its services do what a test tells them, unless it asks for them to run.</summary>
internal sealed class RuntimeHost : IAsyncDisposable
{
    private readonly ModuleHarness<WorkflowsDbContext> _harness;

    private RuntimeHost(ModuleHarness<WorkflowsDbContext> harness) => _harness = harness;

    public WorkflowDefinitions Definitions => Get<WorkflowDefinitions>();

    public WorkflowInstances Instances => Get<WorkflowInstances>();

    public MailboxService Mailbox => Get<MailboxService>();

    public TimerService Timers => Get<TimerService>();

    public IntentWorker Intents => Get<IntentWorker>();

    public WorkflowTasks Tasks => Get<WorkflowTasks>();

    public IReadOnlyList<IMessage> Sent => _harness.Sent;

    public static async Task<RuntimeHost> StartAsync(RuntimeHostOptions options) =>
        new(await ModuleHarness.StartAsync<WorkflowsDbContext>(new Module(options), harness =>
        {
            harness.DataDirectory = options.DataDirectory;
            harness.RunHostedServices = options.RunHostedServices;
            harness.Settings["ConnectionStrings:Delivery"] = options.ConnectionString;
            harness.Configure = builder => builder.Services.AddSingleton<TimeProvider>(options.Time);
        }));

    public T Get<T>()
        where T : notnull => _harness.Services.GetRequiredService<T>();

    /// <summary>A client of the workflows' endpoints; without a role it has no token.</summary>
    public HttpClient CreateClient(string? role = null, string? subject = null) => _harness.CreateClient(role, subject);

    public Task<T> QueryAsync<T>(Func<WorkflowsDbContext, Task<T>> query) => _harness.QueryAsync(query);

    public Task TakeAsync(IMessage message, Guid? messageId = null) => _harness.HandleAsync(message, messageId);

    public async Task PublishAsync(WorkflowDefinition definition)
    {
        await Definitions.SaveDraftAsync(definition, CancellationToken.None);
        await Definitions.PublishAsync(definition.DefinitionId, CancellationToken.None);
    }

    /// <summary>The instances of a correlation, the oldest first.</summary>
    public async Task<IReadOnlyList<InstanceSummary>> InstancesOfAsync(string correlationId)
    {
        var page = await Instances.ListAsync(
            new InstanceFilter { CorrelationId = correlationId }, new PageRequest(Cursor: null, Limit: null), CancellationToken.None);
        return [.. page.Items.Reverse()];
    }

    /// <summary>The one instance of a correlation.</summary>
    public async Task<InstanceSummary> InstanceOfAsync(string correlationId) => (await InstancesOfAsync(correlationId)).Single();

    /// <summary>The ids of the activities that have completed, in the order in which they did.</summary>
    public async Task<IReadOnlyList<string>> CompletedAsync(string correlationId)
    {
        var instance = await InstanceOfAsync(correlationId);
        var journal = await Instances.ReadJournalAsync(instance.Id, new PageRequest(Cursor: null, Limit: 200), CancellationToken.None);
        return [.. journal.Items.Where(entry => entry.EventName == JournalEvents.Completed).Select(entry => entry.ActivityId)];
    }

    /// <summary>Carries out what is to be done outside and delivers what is in the mailbox, until nothing is left to do.</summary>
    public async Task SettleAsync()
    {
        for (var idle = 0; idle < 2;)
        {
            idle = await Intents.RunDueAsync(CancellationToken.None) == 0 ? idle + 1 : 0;
            await Mailbox.SweepAsync(CancellationToken.None);
        }
    }

    public Task<int> CountMailAsync() => QueryAsync(db => db.Mailbox.CountAsync());

    public Task<bool> IsHandledAsync(Guid messageId) => Get<Transactions<WorkflowsDbContext>>().RunAsync(
        async (transaction, token) => (await transaction.FindHandledAsync(WorkflowRuntime.Endpoint, [messageId], token)).Count == 1,
        CancellationToken.None);

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    private sealed class Module(RuntimeHostOptions options) : IModule
    {
        public string Name => WorkflowRuntime.Endpoint;

        public void AddServices(IHostApplicationBuilder builder)
        {
            if (options.Intend is { } intend)
            {
                builder.Services.AddSingleton<IIntentHandler>(new TestIntentHandler(intend));
            }

            if (options.Dispatch is { } dispatch)
            {
                builder.Services.AddSingleton(dispatch);
            }

            if (options.Interceptor is { } interceptor)
            {
                builder.Services.ConfigureDbContext<WorkflowsSqliteDbContext>(db => db.AddInterceptors(interceptor));
                builder.Services.ConfigureDbContext<WorkflowsPostgresDbContext>(db => db.AddInterceptors(interceptor));
            }

            builder.Services.Configure(options.Http);
            builder.AddWorkflowRuntime(runtime => (options.Dispatch is null ? runtime : runtime.DispatchTasks<TestDispatcher>())
                .AddActivities(new AskActivity(), new WaitActivity(), new ProbeActivity(options.Probe), new IntendActivity())
                .MapStimuli<TestStimuli>()
                .Take(MessageTypes.All.Where(type => type.IsAssignableTo(typeof(IOrderEvent))))
                .Configure(options.Configure));
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapWorkflowEndpoints();
    }
}
