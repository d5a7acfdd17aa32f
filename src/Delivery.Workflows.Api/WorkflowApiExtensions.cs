using Delivery.Workflows.Api.Alterations;
using Delivery.Workflows.Api.Definitions;
using Delivery.Workflows.Api.Descriptors;
using Delivery.Workflows.Api.Executions;
using Delivery.Workflows.Api.Features;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Api.Instances;
using Delivery.Workflows.Api.Live;
using Delivery.Workflows.Api.Publishing;
using Delivery.Workflows.Api.Running;
using Delivery.Workflows.Api.Scripting;
using Delivery.Workflows.Api.Studio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Api;

/// <summary>Adds the Studio and the API that it speaks to a host that has the workflow runtime.</summary>
public static class WorkflowApiExtensions
{
    private const string Prefix = "/elsa/api";

    /// <summary>Registers what the API needs beside the runtime.</summary>
    public static void AddWorkflowApi(this IServiceCollection services)
    {
        services.AddSingleton<WorkflowActivityModels>();
        services.AddSingleton<ActivityModels>();
        services.AddSingleton<DefinitionModels>();
        services.AddSingleton<DefinitionEditor>();
        services.AddSingleton<PublishingModels>();
        services.AddSingleton<OrderFlows>();
        LiveUpdates.Add(services);
    }

    /// <summary>Maps <c>/elsa/api</c> and <c>/studio</c>.</summary>
    public static void MapWorkflowApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var api = endpoints.MapGroup(Prefix).WithTags("Workflows (Elsa 3)").AddEndpointFilter<RouteGroupBuilder, ElsaErrors>().ExcludeFromDescription();
        FeatureEndpoints.Map(api);
        ActivityDescriptorEndpoints.Map(api);
        ChoiceEndpoints.Map(api);
        DefinitionListEndpoints.Map(api);
        DefinitionEndpoints.Map(api);
        DefinitionWriteEndpoints.Map(api);
        PublishingEndpoints.Map(api);
        BulkDefinitionEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        InstanceWriteEndpoints.Map(api);
        InstanceExportEndpoints.Map(api);
        RunEndpoints.Map(api);
        AlterationEndpoints.Map(api);
        JournalEndpoints.Map(api);
        ExecutionEndpoints.Map(api);
        TypeDefinitionEndpoints.Map(api);
        LiveUpdates.Map(endpoints);
        StudioEndpoints.Map(endpoints);
    }
}
