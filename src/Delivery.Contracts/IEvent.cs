namespace Delivery.Contracts;

/// <summary>Says what happened. It is published to every module that listens.</summary>
public interface IEvent : IMessage;
