using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>The registrations of a process that hosts the runtime, made once.</summary>
internal static class RuntimeServices
{
    private static readonly ServiceDescriptor[] Services = Create();

    public static ServiceCollection Copy()
    {
        var copy = new ServiceCollection();
        foreach (var service in Services)
        {
            ((ICollection<ServiceDescriptor>)copy).Add(service);
        }

        return copy;
    }

    /// <summary>Pure, so that all worlds may share it.</summary>
    public static ActivityCatalog Catalog()
    {
        var catalog = new ActivityCatalog();
        catalog.Add(new AskActivity());
        catalog.Add(new IntendActivity());
        catalog.Add(new JobActivity());
        catalog.Add(new WaitActivity());
        catalog.Add(new Interruptible(context => new JsonObject { ["OrderId"] = context.CorrelationId }));
        return catalog;
    }

    private static ServiceDescriptor[] Create()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["Data:Directory"] = Path.GetTempPath();
        builder.Services.AddLogging();
        builder.AddWorkflowRuntime(runtime => runtime
            .MapStimuli<TestStimuli>()
            .Take(MessageTypes.All.Where(type => type.IsAssignableTo(typeof(IOrderEvent)))));
        return [.. builder.Services];
    }
}
