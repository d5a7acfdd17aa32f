using System.Reflection;
using Delivery.Contracts;
using Delivery.Messaging;

namespace Delivery.Orchestrator.Activities;

/// <summary>Every contract message as an activity, without hand-written glue (R16): a new message appears in the toolbox by itself.</summary>
internal static class ContractActivities
{
    /// <summary>One activity for each message about an order that has an <see cref="ActivityAttribute"/>.</summary>
    public static IReadOnlyList<ContractActivity> CreateAll()
    {
        var documentation = ContractDocumentation.Load();
        return
        [
            .. MessageTypes.All
                .Where(type => type.IsDefined(typeof(ActivityAttribute)))
                .OrderBy(MessageTypes.NameOf, StringComparer.Ordinal)
                .Select(type => Create(type, documentation)),
        ];
    }

    private static ContractActivity Create(Type message, ContractDocumentation documentation) => message switch
    {
        _ when message.IsAssignableTo(typeof(IOrderCommand)) => new CommandActivity(message, documentation),
        _ when message.IsAssignableTo(typeof(IExpectation)) => new ExpectationActivity(message, documentation),
        _ when message.IsAssignableTo(typeof(IOrderEvent)) => new EventActivity(message, documentation),
        _ => throw new InvalidOperationException($"{message.Name} has an [Activity] but concerns no order."),
    };
}
