using Delivery.Messaging;
using Xunit;

namespace Delivery.Contracts.Tests;

/// <summary>The contract's messages as test data, by name so that a failure says which.</summary>
internal static class ContractMessages
{
    public static TheoryData<string> All => Where<IMessage>();

    public static TheoryData<string> Sent =>
        [.. MessageTypes.All.Where(type => !type.IsAssignableTo(typeof(IExpectation))).Select(MessageTypes.NameOf).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Commands => Where<ICommand>();

    public static TheoryData<string> Expectations => Where<IExpectation>();

    public static TheoryData<string> OrderEvents => Where<IOrderEvent>();

    public static Type Type(string name) => MessageTypes.Find(name)!;

    private static TheoryData<string> Where<TMessage>() =>
        [.. MessageTypes.All.Where(type => type.IsAssignableTo(typeof(TMessage))).Select(MessageTypes.NameOf).Order(StringComparer.Ordinal)];
}
