using System.Globalization;
using Delivery.Contracts;
using Delivery.Contracts.Escalations;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Orchestrator.Activities;
using Delivery.Orchestrator.Definitions;
using Delivery.Orchestrator.Escalations;
using Delivery.Orchestrator.Instances;
using Delivery.Orchestrator.Persistence;
using Delivery.Orchestrator.Rules;
using Delivery.ServiceDefaults.Modules;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Orchestrator;

/// <summary>Carries every order through the workflows under <c>workflows/</c>, and lets operators decide what a workflow cannot.</summary>
public sealed class OrchestratorModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Orchestrator;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        AddWorkflows(builder);
        builder.AddModuleDatabase<OrchestratorDbContext, OrchestratorSqliteDbContext, OrchestratorPostgresDbContext>(Name);
        builder.AddModuleMessaging<OrchestratorDbContext>(Name, messaging => messaging
            .Handle<RaiseEscalation, RaiseEscalationHandler>()
            .Handle<WithdrawEscalation, WithdrawEscalationHandler>());
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapEscalations();
        endpoints.MapInstances();
        endpoints.MapWorkflowEndpoints();
        endpoints.MapAlterations();
    }

    private static void AddWorkflows(IHostApplicationBuilder builder)
    {
        var directory = DefinitionsDirectory.Find(builder.Configuration);
        var timeouts = TimeoutOverrides.Read(builder.Configuration, LifecycleDefinition.ReadTimeouts(directory));
        builder.Services.AddSingleton(timeouts);
        builder.Services.AddHostedService<AnnounceTimeouts>();
        builder.AddWorkflowRuntime(runtime => runtime
            .AddActivities(DeliveryActivities.CreateAll())
            .CheckWith<WaitsHaveATimeLimit>()
            .CheckWith<PaymentIsSettledOrRevoked>()
            .CheckWith<CustomerCanCancelBeforeCooking>()
            .MapStimuli<ContractStimulusMapper>()
            .Take(ContractStimuli.Messages)
            .Configure(options =>
            {
                options.DefinitionsDirectory = directory;
                foreach (var (name, time) in timeouts.Values)
                {
                    options.Variables[name] = time.ToString("c", CultureInfo.InvariantCulture);
                }
            }));
    }
}
