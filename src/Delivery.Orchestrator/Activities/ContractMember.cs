using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>A member of a message that a workflow fills, as an input of the message's activity.</summary>
internal sealed class ContractMember
{
    private static readonly string[] FilledByTheActivity =
        [nameof(IOrderCommand.OrderId), nameof(IOrderCommand.RequestId), nameof(IPerishableCommand.ValidUntil)];

    private ContractMember(PropertyInfo property, string? description, int position)
    {
        Name = property.Name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Input = Describe(description, position);
    }

    /// <summary>As in the contract: PascalCase.</summary>
    public string Name { get; }

    /// <summary>As in the message's JSON.</summary>
    public string JsonName => JsonNamingPolicy.CamelCase.ConvertName(Name);

    /// <summary>Without the nullable around it.</summary>
    public Type Type { get; }

    /// <summary>Whether the message cannot be without it.</summary>
    public bool IsRequired { get; }

    /// <summary>The input as the designer shows it.</summary>
    public InputDescriptor Input { get; }

    /// <summary>The members that a workflow fills: all but the order, the request and its time, which the activity knows.</summary>
    public static IReadOnlyList<ContractMember> Of(Type message, ContractDocumentation? documentation = null) =>
        [.. message.GetProperties()
            .Where(property => !FilledByTheActivity.Contains(property.Name))
            .Select((property, position) => new ContractMember(property, documentation?.Of(property), position))];

    private InputDescriptor Describe(string? description, int position) => new()
    {
        Name = Name,
        TypeName = Alias(),
        DisplayName = Words.Of(Name),
        Description = IsRequired ? description : $"{description} Optional.".TrimStart(),
        UIHint = Type.IsEnum ? "dropdown" : Type == typeof(bool) ? "checkbox" : "singleline",
        UISpecifications = Type.IsEnum ? Choices() : null,
        // Amounts and lists are computed from other values; typing one as a literal is the exception.
        DefaultSyntax = Alias() == "Object" ? "JavaScript" : "Literal",
        Order = position,
        IsConverted = false,
        IsRequired = IsRequired,
    };

    private string Alias() =>
        Type == typeof(int) ? "Int32"
        : Type == typeof(long) ? "Int64"
        : Type == typeof(bool) ? "Boolean"
        : Type == typeof(string) || Type.IsEnum ? "String"
        : Type == typeof(TimeSpan) ? "TimeSpan"
        : Type == typeof(DateTimeOffset) ? "DateTimeOffset"
        : "Object";

    private JsonObject Choices() => new()
    {
        ["dropdown"] = new JsonObject
        {
            ["selectList"] = new JsonObject
            {
                ["items"] = new JsonArray(
                    [.. Enum.GetNames(Type).Select(name => new JsonObject { ["text"] = Words.Of(name), ["value"] = name })]),
                ["isFlagsEnum"] = false,
            },
        },
    };
}
