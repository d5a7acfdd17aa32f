namespace Delivery.Contracts;

/// <summary>A message that crosses a module boundary. Contracts evolve by adding optional members only.</summary>
public interface IMessage;
