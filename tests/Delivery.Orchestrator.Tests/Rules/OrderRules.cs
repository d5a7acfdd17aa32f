using Delivery.Orchestrator.Activities;
using Delivery.Orchestrator.Rules;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Rules;

/// <summary>The rules of orders, as the module registers them.</summary>
internal static class OrderRules
{
    public static IReadOnlyList<IDefinitionRule> All { get; } = [new WaitsHaveATimeLimit(), new PaymentIsSettledOrRevoked(), new CustomerCanCancelBeforeCooking()];

    public static WorkflowEngine Engine { get; } = new(Catalog());

    public static IReadOnlyList<DefinitionProblem> Check(WorkflowBundle bundle, string rule) =>
        [.. All.Single(one => one.GetType().Name == rule).Check(WorkflowGraph.Create(bundle, Engine.Catalog, _ => null))];

    private static ActivityCatalog Catalog()
    {
        var catalog = new ActivityCatalog();
        foreach (var activity in DeliveryActivities.CreateAll())
        {
            catalog.Add(activity);
        }

        foreach (var rule in All)
        {
            catalog.Add(rule);
        }

        return catalog;
    }
}
