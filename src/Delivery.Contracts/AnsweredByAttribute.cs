namespace Delivery.Contracts;

/// <summary>The events that may answer a command or fulfil an expectation; each becomes an outcome of its activity.</summary>
/// <param name="events">Types that implement <see cref="IOrderEvent"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnsweredByAttribute(params Type[] events) : Attribute
{
    /// <summary>The possible answers, in the order in which the activity shows them.</summary>
    public IReadOnlyList<Type> Events { get; } = events;
}
