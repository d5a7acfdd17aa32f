namespace Delivery.Orchestrator.Activities;

/// <summary>An input of a contract activity is missing or does not fit; the message names it, because an analyst reads it as an incident.</summary>
internal sealed class ContractInputException(string message, Exception? inner = null) : Exception(message, inner);
