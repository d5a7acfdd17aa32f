using System.Data.Common;
using System.Text;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Retention;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>A process of the runtime: its services as they are registered for production, on the world's database and clock.</summary>
internal sealed class SimulatedReplica
{
    private readonly ServiceProvider _services;
    private readonly World _world;

    public SimulatedReplica(World world, string name)
    {
        (_world, Name) = (world, name);
        var services = RuntimeServices.Copy();
        services.AddSingleton<TimeProvider>(world.Time);
        services.Replace(ServiceDescriptor.Singleton(world.Engine));
        services.AddSingleton<IConfigureOptions<WorkflowRuntimeOptions>>(new ConfigureOptions<WorkflowRuntimeOptions>(world.Configure));
        services.AddSingleton<IIntentHandler>(new SimulatedWork(world, this));
        services.AddLogging(logging => logging.ClearProviders().AddProvider(new TraceLogs(line => world.Note($"{name}: {line}"))));
        services.RemoveAll<WorkflowsDbContext>();
        services.RemoveAll<DbContextOptions<WorkflowsSqliteDbContext>>();
        var options = new DbContextOptionsBuilder<WorkflowsSqliteDbContext>();
        options.UseModuleSqlite(":memory:").UseSqlite(world.Database.Connection).AddInterceptors(new DatabasePoints(this));
        var contexts = new PooledDbContextFactory<WorkflowsSqliteDbContext>(options.Options);
        services.AddScoped<WorkflowsDbContext>(_ => contexts.CreateDbContext());
        _services = services.BuildServiceProvider();
    }

    public string Name { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Starts the background loops.</summary>
    public void Run()
    {
        _world.Start(() => Get<MailboxService>().RunAsync(CancellationToken.None));
        _world.Start(() => Get<TimerService>().RunAsync(CancellationToken.None));
        _world.Start(() => Get<IntentWorker>().RunAsync(CancellationToken.None));
        _world.Start(() => Get<AlterationWorker>().RunAsync(CancellationToken.None));
    }

    public Task TakeAsync(ReceivedMessage message) => Get<WorkflowIntake>().TakeAsync(message, CancellationToken.None);

    /// <summary>Returns the status and the body.</summary>
    public async Task<string> AskAsync(HttpCall call)
    {
        var context = call.CreateContext(_services);
        await Get<WorkflowEndpointHandler>().HandleAsync(context);
        return $"{context.Response.StatusCode} {Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray())}";
    }

    public Task CancelAsync(string instanceId, string reason) => Get<WorkflowInstances>().CancelAsync(instanceId, reason, CancellationToken.None);

    public Task AlterAsync(string instanceId, AlterationOrder order) => Get<WorkflowAlterations>().RunAsync(instanceId, order, CancellationToken.None);

    public Task PlanAsync(string planId, AlterationOrder order, AlterationFilter filter) =>
        Get<WorkflowAlterations>().SubmitAsync(planId, order, filter, CancellationToken.None);

    public Task PurgeAsync() => Get<WorkflowRetention>().DeleteAsync(_world.Time.GetUtcNow(), CancellationToken.None);

    public Task RetractAsync(string definitionId) => Get<WorkflowDefinitions>().RetractAsync(definitionId, CancellationToken.None);

    public async Task PublishAsync(WorkflowDefinition definition)
    {
        await Get<WorkflowDefinitions>().SaveDraftAsync(definition, CancellationToken.None);
        await Get<WorkflowDefinitions>().PublishAsync(definition.DefinitionId, CancellationToken.None);
    }

    /// <summary>Dies as with <c>kill -9</c>: nothing of it ever goes on.</summary>
    public void Kill() => IsAlive = false;

    public Task PauseAsync(string point) => _world.PauseAsync(this, point);

    public async Task BeforeCommitAsync(DbTransaction transaction)
    {
        if (_world.DiesHere(this, "before commit"))
        {
            await transaction.RollbackAsync().ConfigureAwait(false);
            await Never().ConfigureAwait(false);
        }

        _world.MayFail(this, "commit");
    }

    public async Task AfterCommitAsync()
    {
        _world.Committed(this);
        if (_world.DiesHere(this, "after commit"))
        {
            await Never().ConfigureAwait(false);
        }

        _world.MayFail(this, "the commit's answer");
    }

    public static Task Never() => new TaskCompletionSource().Task;

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
