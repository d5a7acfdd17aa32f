using System.Collections.Frozen;
using Delivery.Contracts;

namespace Delivery.Messaging;

/// <summary>The contract's messages by the name under which they are stored and travel, for example <c>Stores.TicketAccepted</c>.</summary>
public static class MessageTypes
{
    private static readonly string Prefix = typeof(IMessage).Namespace + ".";

    private static readonly FrozenDictionary<string, Type> ByName = typeof(IMessage).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMessage)))
        .ToFrozenDictionary(NameOf);

    /// <summary>All of them.</summary>
    public static IEnumerable<Type> All => ByName.Values;

    /// <summary>The name of a message type: its full name without the contract's root namespace.</summary>
    public static string NameOf(Type type) => type.FullName![Prefix.Length..];

    /// <summary>The type of that name; null when this build does not know it.</summary>
    public static Type? Find(string name) => ByName.GetValueOrDefault(name);
}
