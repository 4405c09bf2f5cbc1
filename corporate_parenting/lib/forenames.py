"""First names that children in England bear often, so that one alone in a sentence is seen. No list is ever whole."""

# Names that are words too (Grace, Will, May, Rose, Mark …) are left out: alone they would be found in vain.
_NAMES = """
    Aaliyah Aaron Abdul Abdullah Abigail Ada Adam Adele Ahmed Aiden Aisha Alan Alana Albert Alex Alexander Alexandra
    Alfie Alfred Ali Alice Alicia Alina Alisha Alyssa Amelia Amelie Amina Amira Amy Ana Anastasia Andre Andrea Andrew
    Angel Angela Anisa Anna Annabelle Annie Anthony Antonio Anya Arabella Archie Aria Ariana Arjun Arlo Arthur Arya
    Asha Ashley Ashton Asia Aurora Austin Ava Ayaan Ayesha Ayla Bailey Barnaby Beatrice Bella Ben Benjamin Beth
    Bethany Blake Bobby Bonnie Brandon Brian Brianna Brody Brooke Caitlin Caleb Callum Cameron Carl Carmen Caroline
    Carter Casey Catherine Chantelle Charles Charley Charlie Charlotte Chelsea Chloe Christian Christopher Ciara Clara
    Cody Cole Colin Connor Corey Courtney Craig Curtis Daisy Damian Daniel Danielle Danny Darcey Darcy Darius Darren
    David Declan Demi Denis Dexter Diana Dilan Dominic Dylan Eden Edith Edward Edwin Eleanor Elena Eli Elijah Elisha
    Eliza Elizabeth Ella Ellen Ellie Elliot Elliott Ellis Elodie Elsie Emilia Emily Emma Emmanuel Eric Erica Erin
    Esme Estelle Ethan Eva Evan Eve Evelyn Evie Ezra Faisal Farah Fatima Fatimah Felicity Felix Filip Finlay Finley
    Fiona Florence Francesca Francis Frank Frankie Fraser Fred Freddie Frederick Freya Gabriel Gabriella Gareth Gary
    Gemma George Georgia Georgie Georgina Gethin Gideon Gracie Graham Greta Habib Hadiya Halima Hamza Hana Hannah
    Haris Harley Harriet Harrison Harry Harvey Haseeb Hassan Hayden Hayley Heather Heidi Helen Henry Hermione Holly
    Hugh Hugo Husna Ian Ibrahim Idris Imogen Imran Ines Iqra Irene Isaac Isabel Isabella Isabelle Isaiah Isla Ismail
    Issac Ivan Ivy Jack Jackson Jacob Jade Jake Jamal James Jamie Jamila Jana Jasmine Jason Jaxon Jayden Jayla Jaylen
    Jenna Jennifer Jenny Jeremiah Jermaine Jesse Jessica Jim Jimmy Joan Joe Joel Joey John Johnny Jonah Jonathan
    Jordan Joseph Josephine Josh Joshua Josie Jude Julia Julian Juliet Justin Kacey Kadija Kai Kaitlyn Kamil Kamran
    Karim Karina Kasper Kate Katherine Kathryn Katie Kayden Kayla Kayleigh Keira Kelly Kelsey Kenneth Kevin Khadija
    Khalid Kian Kieran Kiera Kimberley Kirsty Kornelia Kyle Kyra Lacey Laila Lana Lara Laura Lauren Layla Leah Leanne
    Lee Leila Lena Leo Leon Leona Leonardo Leroy Levi Lewis Lexi Leyla Liam Libby Lilly Lily Lina Lisa Liv Lola Lorcan
    Lottie Louie Louis Louisa Louise Luca Lucas Lucia Lucie Lucy Luis Luka Lukas Luke Lydia Mabel Maddison Madeleine
    Madison Maeve Maisie Malachi Malak Malik Marcel Marcus Maria Mariam Marley Martha Martin Martina Mary Maryam Mason
    Mateo Matilda Matthew Max Maxim Maximilian Maya Megan Mehmet Melissa Mia Michael Michelle Miguel Mikolaj Mila
    Milena Millie Milo Mina Miriam Mohamed Mohammad Mohammed Molly Monica Morgan Moses Muhammad Musa Mustafa Myla
    Nadia Naomi Natalia Natalie Natasha Nathan Nathaniel Nia Niall Niamh Nicholas Nicola Nicole Nikita Nikola Nina
    Noah Noor Nora Oakley Oliver Olivia Ollie Omar Omari Oscar Otis Owen Paige Paolo Patricia Patrick Paul Penelope
    Peter Philip Phoebe Phoenix Piotr Poppy Priya Quinn Rachel Rafael Rahul Raj Ralph Ravi Rayan Rayyan Rebecca
    Reece Reggie Rehan Remi Reuben Rhianna Rhys Ria Richard Ricky Riley Rio Robert Robyn Roman Romeo Ronnie Rory
    Rosalie Rosie Rowan Ruby Rudy Rupert Ryan Sabrina Sadia Safiya Saira Sally Salma Sam Samantha Samir Samira Samson
    Samuel Sana Sara Sarah Scarlett Scott Sean Sebastian Selina Shane Shania Shannon Sharon Sheikh Sian Sienna Simon
    Skye Skyla Sofia Sofija Sonia Sonny Sophia Sophie Stacey Stanley Stella Stephanie Stephen Steven Sufyan Summer
    Suraj Susan Tahir Talia Tamara Tariq Tayla Taylor Teddy Teresa Terry Tess Theo Theodore Thomas Tia Tiana Tiffany
    Tilly Timothy Toby Todd Tom Tommy Tony Tracey Tristan Tyler Tyrell Tyrese Umar Usman Valentina Vanessa Veronica
    Vicky Victor Victoria Viktor Vincent Violet Viktoria Vivien Wiktoria William Willow Xander Yasin Yasmin Yasmine
    Youssef Yusuf Zac Zach Zachary Zahra Zain Zainab Zak Zara Zayn Zeynep Zoe Zofia Zoya Zuzanna
"""
FORENAMES = frozenset(_NAMES.split())
