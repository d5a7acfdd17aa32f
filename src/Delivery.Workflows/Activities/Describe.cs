using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>Short forms for the descriptors of the built-in activities.</summary>
internal static class Describe
{
    public const string Branching = "Branching";
    public const string Compensation = "Compensation";
    public const string Composition = "Composition";
    public const string Console = "Console";
    public const string ControlFlow = "Control Flow";
    public const string Flow = "Flow";
    public const string Looping = "Looping";
    public const string Primitives = "Primitives";
    public const string Scheduling = "Scheduling";
    public const string Scripting = "Scripting";
    public const string System = "System";
    public const string Workflows = "Workflows";

    public static InputDescriptor Input(string name, string type, string description, string hint = "singleline", JsonNode? value = null) => new()
    {
        Name = name,
        TypeName = type,
        DisplayName = Words(name),
        Description = description,
        UIHint = hint,
        DefaultValue = value,
    };

    public static InputDescriptor Choice(string name, string type, string description, params string[] items) =>
        Input(name, type, description, "dropdown", JsonValue.Create(items[0])) with
        {
            UISpecifications = new JsonObject
            {
                ["dropdown"] = new JsonObject
                {
                    ["selectList"] = new JsonObject
                    {
                        ["items"] = new JsonArray([.. items.Select(item => new JsonObject { ["text"] = Words(item), ["value"] = item })]),
                        ["isFlagsEnum"] = false,
                    },
                },
            },
        };

    public static OutputDescriptor Output(string name, string type, string description) =>
        new() { Name = name, TypeName = type, DisplayName = Words(name), Description = description };

    public static OutputDescriptor Result(string type, string description) => Output("Result", type, description);

    public static PortDescriptor Outcome(string name) => new() { Name = name, DisplayName = name, Kind = PortKind.Flow };

    public static PortDescriptor Child(string name) => new() { Name = name, DisplayName = name, Kind = PortKind.Embedded };

    /// <summary><c>EventName</c> becomes <c>Event Name</c>.</summary>
    public static string Words(string name) => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) && !char.IsUpper(name[i - 1]) ? $" {letter}" : $"{letter}"));
}
