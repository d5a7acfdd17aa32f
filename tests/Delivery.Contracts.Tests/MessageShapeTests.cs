using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Delivery.Messaging;
using Shouldly;
using Xunit;

namespace Delivery.Contracts.Tests;

/// <summary>What every message promises by its shape.</summary>
public sealed class MessageShapeTests
{
    private static readonly string[] KnownModules =
        [.. typeof(Modules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> All => ContractMessages.All;

    public static TheoryData<string> Commands => ContractMessages.Commands;

    public static TheoryData<string> Expectations => ContractMessages.Expectations;

    public static TheoryData<string> OrderEvents => ContractMessages.OrderEvents;

    [Theory]
    [MemberData(nameof(All))]
    public void Message_Type_IsSealedRecord(string name)
    {
        var type = ContractMessages.Type(name);

        type.IsSealed.ShouldBeTrue();
        type.GetMethod("<Clone>$").ShouldNotBeNull("A message is a record.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Message_Members_CannotBeChanged(string name)
    {
        foreach (var property in ContractMessages.Type(name).GetProperties())
        {
            var setter = property.SetMethod.ShouldNotBeNull(property.Name);
            setter.ReturnParameter.GetRequiredCustomModifiers().ShouldContain(typeof(IsExternalInit), property.Name);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Message_AboutAnOrder_HasAnActivity(string name)
    {
        var type = ContractMessages.Type(name);

        // Those that no workflow may see: a secret, and what concerns stores and no order.
        if (name is "Payments.SubmitPaymentMethod" or "Stores.AnnounceStores" or "Stores.StoreChanged")
        {
            type.GetCustomAttribute<ActivityAttribute>().ShouldBeNull();
            return;
        }

        type.IsAssignableTo(typeof(IOrderMessage)).ShouldBeTrue();
        type.GetCustomAttribute<ActivityAttribute>().ShouldNotBeNull().DisplayName.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_Receiver_IsAKnownModule(string name)
    {
        var handledBy = ContractMessages.Type(name).GetCustomAttribute<HandledByAttribute>().ShouldNotBeNull();

        KnownModules.ShouldContain(handledBy.Module);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_Answers_HaveUniqueOutcomes(string name) => ShouldHaveUniqueOutcomes(ContractMessages.Type(name));

    [Theory]
    [MemberData(nameof(Expectations))]
    public void Expectation_Answers_HaveUniqueOutcomes(string name)
    {
        var type = ContractMessages.Type(name);

        type.GetCustomAttribute<AnsweredByAttribute>().ShouldNotBeNull().Events.ShouldNotBeEmpty();
        ShouldHaveUniqueOutcomes(type);
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public void Expectation_Members_AreMembersOfEveryAnswer(string name)
    {
        var type = ContractMessages.Type(name);
        foreach (var member in type.GetProperties())
        {
            foreach (var answer in type.GetCustomAttribute<AnsweredByAttribute>()!.Events)
            {
                var counterpart = answer.GetProperty(member.Name).ShouldNotBeNull($"{answer.Name}.{member.Name}");
                counterpart.PropertyType.ShouldBe(member.PropertyType, $"{answer.Name}.{member.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(OrderEvents))]
    public void Answer_Event_WaitsInTheMailbox(string name)
    {
        var type = ContractMessages.Type(name);
        var isAnswer = MessageTypes.All.Any(other => other.GetCustomAttribute<AnsweredByAttribute>()?.Events.Contains(type) == true);

        // An answer may come before the asking burst has committed; a broadcast would be missed then (R11).
        if (isAnswer)
        {
            type.GetCustomAttribute<KeptForAttribute>().ShouldNotBeNull().Duration.ShouldBeGreaterThan(TimeSpan.Zero);
            type.GetCustomAttribute<OutcomeAttribute>().ShouldNotBeNull().Name.ShouldNotBeNullOrWhiteSpace();
        }
        else
        {
            type.GetCustomAttribute<OutcomeAttribute>().ShouldBeNull("It answers nothing.");
        }
    }

    [Fact]
    public void MessageJson_WrittenMessage_HasNoNulls()
    {
        var json = JsonSerializer.Serialize(
            new Payments.RevokePayment { OrderId = "ord_1" }, MessageJson.Options);

        json.ShouldBe("""{"orderId":"ord_1"}""");
    }

    private static void ShouldHaveUniqueOutcomes(Type type)
    {
        var answers = type.GetCustomAttribute<AnsweredByAttribute>()?.Events ?? [];
        answers.ShouldAllBe(answer => answer.IsAssignableTo(typeof(IOrderEvent)));
        var outcomes = answers.Select(answer => answer.GetCustomAttribute<OutcomeAttribute>().ShouldNotBeNull(answer.Name).Name).ToList();
        outcomes.ShouldBeUnique();
        outcomes.ShouldNotContain("Timed out", "The activity adds it.");
        outcomes.ShouldNotContain("Done", "It is the engine's default.");
    }
}
