using System.Reflection;
using Delivery.Contracts;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>Waits for the first of several messages whose members have the expected values, without asking anybody.</summary>
internal sealed class ExpectationActivity(Type expectation, ContractDocumentation documentation) : ContractActivity(
    expectation, Answers(expectation), ContractMember.Of(expectation, documentation), documentation, ActivityKind.Action)
{
    /// <inheritdoc />
    public override void Execute(ActivityContext context)
    {
        var orderId = OrderId(context);
        var values = Members.Select(member => (member.Name, Value: ValueOf(context, member))).ToList();
        Wait(context, TimeLimit(context), () => ContractPayload.OfExpectation(orderId, values));
    }

    private static IReadOnlyList<(Type Event, string? Outcome)> Answers(Type expectation) =>
        [.. ContractPayload.AnswersOf(expectation).Select(answer => (answer, (string?)answer.GetCustomAttribute<OutcomeAttribute>()!.Name))];
}
