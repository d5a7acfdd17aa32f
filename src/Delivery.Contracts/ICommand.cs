namespace Delivery.Contracts;

/// <summary>Asks one module to do something. It goes to the queue named by <see cref="HandledByAttribute"/>.</summary>
public interface ICommand : IMessage;
