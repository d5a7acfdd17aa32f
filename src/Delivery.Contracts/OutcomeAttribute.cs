namespace Delivery.Contracts;

/// <summary>The name under which an event leaves the activities that it answers, for example "Accepted".</summary>
/// <param name="name">Short and in plain words; unique among the answers of one command.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutcomeAttribute(string name) : Attribute
{
    /// <summary>The outcome's name.</summary>
    public string Name { get; } = name;
}
